package dev.parley.runtime.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.json.Json;
import dev.parley.runtime.media.MediaChunks;
import dev.parley.runtime.media.MediaFile;
import dev.parley.runtime.media.MediaFiles;
import dev.parley.runtime.media.MediaId;
import dev.parley.runtime.media.MediaStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Files contacts sent.
final class MediaResource {
  private static final String TAG = "Conversations";
  private static final String ALL = "/v1/conversations/{id}/media";

  /// What a saved file is called at its end; whatever else there is has no ending that opens it.
  private static final Map<String, String> ENDINGS =
      Map.of(
          "image/jpeg", ".jpg",
          "image/png", ".png",
          "image/webp", ".webp",
          "image/gif", ".gif",
          "application/pdf", ".pdf",
          "audio/ogg", ".ogg",
          "audio/mpeg", ".mp3",
          "video/mp4", ".mp4",
          "text/plain", ".txt");

  private final MediaFiles files;
  private final MediaChunks chunks;

  MediaResource(MediaFiles files, MediaChunks chunks) {
    this.files = files;
    this.chunks = chunks;
  }

  List<Operation> operations() {
    return List.of(
        Operations.of("GET", ALL, "listMedia", TAG, "List the files a contact sent, oldest first")
            .paged("MediaList")
            .in(this::list),
        Operations.of("GET", ALL + "/{media}", "getMedia", TAG, "Download a file a contact sent")
            .gives(200, OpenApi.FILE)
            .refuses(ApiCode.FILE_NOT_KEPT)
            .in(this::download));
  }

  private Reply list(Call call, DSLContext tx) {
    Optional<UUID> after = call.after(Call::uuid);
    UUID conversation = call.id("conversation");
    return Cursor.page(
        call.limit(),
        limit ->
            files
                .list(tx, conversation, after, limit)
                .orElseThrow(() -> ApiException.notFound("conversation")),
        MediaResource::json,
        file -> file.id().toString());
  }

  private Reply download(Call call, DSLContext tx) {
    UUID conversation = call.id("conversation");
    MediaFile file =
        Call.uuid(call.part("media"))
            .flatMap(id -> files.find(tx, conversation, id))
            .orElseThrow(() -> ApiException.notFound("file"));
    if (file.status() != MediaStatus.KEPT) {
      throw ApiException.of(
          ApiCode.FILE_NOT_KEPT,
          file.status() == MediaStatus.WAITING
              ? "The file is still being fetched; its status will say when it is here."
              : "The file was not kept (%s).".formatted(file.reason().orElse("")));
    }
    MediaId media = new MediaId(call.tenant(), file.id());
    return Reply.file(
        new FileBody(
            file.id() + ENDINGS.getOrDefault(file.mediaType(), ""),
            file.sizeBytes().orElse(0),
            out -> chunks.copy(media, file, out)));
  }

  private static ObjectNode json(MediaFile file) {
    ObjectNode node = Json.object();
    node.put("id", file.id().toString());
    node.put("conversation", file.conversation().toString());
    node.put("turn", file.turn().isPresent() ? (Integer) file.turn().getAsInt() : null);
    node.put("position", file.position());
    node.put("kind", file.kind());
    node.put("media_type", file.mediaType());
    node.put("bytes", file.sizeBytes().isPresent() ? (Long) file.sizeBytes().getAsLong() : null);
    node.put("status", file.status().wireName());
    node.put("reason", file.reason().orElse(null));
    node.put("created_at", file.createdAt().toString());
    return node;
  }
}
