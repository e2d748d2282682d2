package dev.parley.runtime.media;

import dev.parley.config.agent.Question;
import dev.parley.config.language.ModelAttempt;
import dev.parley.config.language.Picture;
import dev.parley.config.store.Database;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.OwnedConversation;
import dev.parley.runtime.conversation.WaitingMessage;
import dev.parley.runtime.driver.PictureAnswers;
import dev.parley.runtime.flow.Seen;
import dev.parley.runtime.turn.PictureReader;
import dev.parley.runtime.turn.PictureReader.Look;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows kept files to a model that sees: the first few of a turn, one after the other, until one
/// holds a value. The only place where a file is in memory whole, so only files of a bounded size
/// are shown. Blocks; thread-safe.
public final class MediaAnswers implements PictureAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(MediaAnswers.class);
  private static final Duration ASK_AGAIN = Duration.ofMillis(100);
  private static final int FILES_MAX = 3;
  private static final Set<String> KINDS = Set.of("image", "document");

  private static final int AT_ONCE_MAX = 16;
  private static final Look NO_LOOK = new Look(Optional.empty(), List.of());

  private final Semaphore turns = new Semaphore(AT_ONCE_MAX, true);
  private final Database database;
  private final MediaFiles files = new MediaFiles();
  private final MediaChunks chunks;
  private final PictureReader reader;
  private final MediaSettings settings;

  public MediaAnswers(Database database, PictureReader reader, MediaSettings settings) {
    this.database = database;
    this.chunks = new MediaChunks(database);
    this.reader = reader;
    this.settings = settings;
  }

  @Override
  public boolean ready() {
    return reader.ready();
  }

  @Override
  public Looked look(OwnedConversation owned, Question question, List<WaitingMessage> messages)
      throws InterruptedException {
    List<Long> inbox = messages.stream().map(WaitingMessage::inboxId).toList();
    return look(owned, question, tx -> files.with(tx, inbox));
  }

  @Override
  public Looked lookBack(OwnedConversation owned, Question question) throws InterruptedException {
    return look(owned, question, tx -> files.newest(tx, owned.id().id()));
  }

  private Looked look(
      OwnedConversation owned, Question question, Function<DSLContext, List<MediaFile>> query)
      throws InterruptedException {
    boolean looked = false;
    Optional<Seen> seen = Optional.empty();
    List<ModelAttempt> attempts = new ArrayList<>();
    for (MediaFile file : settled(owned.id().tenant(), query)) {
      if (seen.filter(one -> !one.value().isEmpty()).isEmpty()) {
        Look look = look(owned, question, file);
        looked |= look.seen().isPresent();
        seen = look.seen();
        attempts.addAll(look.attempts());
      }
    }
    return new Looked(looked, seen, attempts);
  }

  private Look look(OwnedConversation owned, Question question, MediaFile file)
      throws InterruptedException {
    if (!turns.tryAcquire(settings.answerWait().toMillis(), TimeUnit.MILLISECONDS)) {
      return NO_LOOK;
    }
    try {
      return picture(new MediaId(owned.id().tenant(), file.id()), file)
          .map(it -> reader.look(question, owned.state().language(), file.id(), it))
          .orElse(NO_LOOK);
    } finally {
      turns.release();
    }
  }

  /// The files a model could be shown, once none of them is on its way or the wait is over.
  private List<MediaFile> settled(TenantId tenant, Function<DSLContext, List<MediaFile>> query)
      throws InterruptedException {
    long until = System.nanoTime() + settings.answerWait().toNanos();
    while (true) {
      List<MediaFile> found =
          database.inTenant(tenant, query).stream()
              .filter(file -> KINDS.contains(file.kind()))
              .limit(FILES_MAX)
              .toList();
      boolean waits = found.stream().anyMatch(file -> file.status() == MediaStatus.WAITING);
      if (!waits || System.nanoTime() > until) {
        return found;
      }
      Thread.sleep(ASK_AGAIN);
    }
  }

  private Optional<Picture> picture(MediaId media, MediaFile file) {
    boolean fits =
        file.status() == MediaStatus.KEPT
            && file.sizeBytes().orElse(Long.MAX_VALUE) <= settings.shownBytesMax();
    if (!fits) {
      return Optional.empty();
    }
    try {
      var bytes = new ByteArrayOutputStream((int) file.sizeBytes().orElse(0));
      chunks.copy(media, file, bytes);
      byte[] whole = bytes.toByteArray();
      return PictureTypes.of(whole).map(type -> new Picture(type, whole));
    } catch (IOException e) {
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("media", media.id())
          .log("A file could not be shown; the contact is asked in words");
      return Optional.empty();
    }
  }
}
