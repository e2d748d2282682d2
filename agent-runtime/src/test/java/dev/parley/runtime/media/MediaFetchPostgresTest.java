package dev.parley.runtime.media;

import static dev.parley.config.store.generated.Tables.CONVERSATIONS;
import static dev.parley.config.store.generated.Tables.INBOX;
import static dev.parley.config.store.generated.Tables.MEDIA;
import static dev.parley.config.store.generated.Tables.MEDIA_CHUNKS;
import static dev.parley.config.store.generated.Tables.SCHEDULED_TASKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.channel.Attachment;
import dev.parley.channel.ChannelAccount;
import dev.parley.channel.MediaFetcher;
import dev.parley.channel.MediaResult;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.store.TestDatabase;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A file's way into the rows, and out again.
class MediaFetchPostgresTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String BUSINESS = "+15550783881";
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final MediaSettings SETTINGS =
      new MediaSettings(
          3, 1_000_000, Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(5), 1_000);

  private final TestDatabase test = TestDatabase.create();
  private final MediaRequests requests = new MediaRequests(SETTINGS, () -> {});
  private ConversationId conversation;
  private int messages;

  @BeforeEach
  void begin() {
    conversation = test.database().inTenant(TenantId.DEFAULT, MediaFetchPostgresTest::conversation);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static ConversationId conversation(DSLContext tx) {
    UUID tenant = TenantId.DEFAULT.value();
    tx.execute(
        "insert into agents (tenant_id, agent, draft) values (?, 'a', '{}') on conflict do nothing",
        tenant);
    UUID channel =
        tx.fetchSingle(
                "insert into channels (tenant_id, type, agent, address) values (?, 'whatsapp', 'a',"
                    + " ?) returning id",
                tenant,
                BUSINESS)
            .get(0, UUID.class);
    UUID contact =
        tx.fetchSingle("insert into contacts (tenant_id) values (?) returning id", tenant)
            .get(0, UUID.class);
    UUID id =
        tx.insertInto(CONVERSATIONS)
            .set(CONVERSATIONS.TENANT_ID, tenant)
            .set(CONVERSATIONS.AGENT, "a")
            .set(CONVERSATIONS.AGENT_VERSION, 1)
            .set(CONVERSATIONS.CHANNEL, "whatsapp")
            .set(CONVERSATIONS.CHANNEL_ID, channel)
            .set(CONVERSATIONS.CONTACT_ID, contact)
            .set(CONVERSATIONS.CONTACT_ADDRESS, "+16505551234")
            .set(CONVERSATIONS.LANGUAGE, "en")
            .set(CONVERSATIONS.STATE, JSONB.jsonb("{}"))
            .set(CONVERSATIONS.STARTED_AT, NOW)
            .returning(CONVERSATIONS.ID)
            .fetchSingle()
            .get(CONVERSATIONS.ID);
    return new ConversationId(TenantId.DEFAULT, id);
  }

  private static UUID channel(DSLContext tx) {
    return tx.fetchSingle("select id from channels where address = ?", BUSINESS).get(0, UUID.class);
  }

  private long message(DSLContext tx) {
    return tx.insertInto(INBOX)
        .set(INBOX.TENANT_ID, TenantId.DEFAULT.value())
        .set(INBOX.CONVERSATION_ID, conversation.id())
        .set(INBOX.CHANNEL, "whatsapp")
        .set(INBOX.PROVIDER_MESSAGE_ID, "wamid." + messages++)
        .set(INBOX.TEXT, "[image]")
        .returning(INBOX.ID)
        .fetchSingle()
        .get(INBOX.ID);
  }

  private List<MediaFile> ask(int files) {
    Attachment picture =
        new Attachment(
            Attachment.Kind.IMAGE,
            "image/jpeg",
            "123",
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    test.database()
        .runInTenant(
            TenantId.DEFAULT,
            tx ->
                requests.ask(
                    tx,
                    conversation,
                    channel(tx),
                    message(tx),
                    Collections.nCopies(files, picture),
                    NOW));
    return files();
  }

  private List<MediaFile> files() {
    return test.database()
        .inTenant(
            TenantId.DEFAULT,
            tx -> new MediaFiles().list(tx, conversation.id(), Optional.empty(), 100))
        .orElseThrow();
  }

  private MediaFile file() {
    return files().getFirst();
  }

  private MediaId id() {
    return new MediaId(TenantId.DEFAULT, file().id());
  }

  private int chunks() {
    return rows(MEDIA_CHUNKS);
  }

  private int rows(Table<?> table) {
    return test.database().acrossTenants(tx -> tx.fetchCount(table));
  }

  private MediaFetch fetch(Clock clock, MediaFetcher fetcher) {
    return new MediaFetch(
        test.database(),
        (channel, address) ->
            address.equals(BUSINESS)
                ? Optional.of(new ChannelAccount(channel, address, Map.of(), Map.of()))
                : Optional.empty(),
        Map.of(ChannelType.WHATSAPP, fetcher),
        SETTINGS,
        clock);
  }

  private static MediaFetcher serves(Supplier<InputStream> bytes, long size) {
    return (_, _, store) -> {
      try {
        return new MediaResult.Kept(
            store.keep("image/png", bytes.get()), "image/png", size, "ab12");
      } catch (IOException e) {
        return new MediaResult.Retry(HALF_A_MINUTE, "connection_lost");
      }
    };
  }

  private static MediaFetcher serves(byte[] bytes) {
    return serves(() -> new ByteArrayInputStream(bytes), bytes.length);
  }

  private static MediaFetcher breaksAfter(byte[] bytes) {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("cut off");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("cut off");
          }
        };
    return serves(
        () -> new SequenceInputStream(new ByteArrayInputStream(bytes), broken), bytes.length);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aFileOfManyChunksComesOutAsItWentIn() throws IOException {
    byte[] bytes = bytes(2 * MediaChunks.CHUNK_BYTES + 17);
    ask(1);
    assertThat(file().status()).isEqualTo(MediaStatus.WAITING);

    assertThat(fetch(CLOCK, serves(bytes)).fetch(id())).isEmpty();

    assertThat(file().status()).isEqualTo(MediaStatus.KEPT);
    assertThat(file().mediaType()).isEqualTo("image/png");
    assertThat(file().sizeBytes()).hasValue(bytes.length);
    assertThat(chunks()).isEqualTo(3);
    var out = new ByteArrayOutputStream();
    new MediaChunks(test.database()).copy(id(), file(), out);
    assertThat(out.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void aFileOfExactlyOneChunkAndAnEmptyOneAreKept() {
    ask(2);
    byte[] one = bytes(MediaChunks.CHUNK_BYTES);
    assertThat(fetch(CLOCK, serves(one)).fetch(id())).isEmpty();
    var second = new MediaId(TenantId.DEFAULT, files().getLast().id());
    assertThat(fetch(CLOCK, serves(new byte[0])).fetch(second)).isEmpty();

    assertThat(files()).extracting(MediaFile::status).containsOnly(MediaStatus.KEPT);
    assertThat(chunks()).isEqualTo(1);
  }

  @Test
  void aFileThatWasCutOffLeavesNothingAndIsTriedAgainLaterAndLater() {
    ask(1);
    MediaFetch fetch = fetch(CLOCK, breaksAfter(bytes(MediaChunks.CHUNK_BYTES + 1)));

    assertThat(fetch.fetch(id())).contains(NOW.plus(HALF_A_MINUTE));
    assertThat(fetch.fetch(id())).contains(NOW.plus(HALF_A_MINUTE.multipliedBy(2)));
    assertThat(fetch.fetch(id())).contains(NOW.plus(HALF_A_MINUTE.multipliedBy(4)));
    assertThat(fetch.fetch(id())).contains(NOW.plus(HALF_A_MINUTE.multipliedBy(8)));
    assertThat(fetch.fetch(id())).contains(NOW.plus(SETTINGS.retryAfterMax()));

    assertThat(chunks()).isZero();
    assertThat(file().status()).isEqualTo(MediaStatus.WAITING);
    assertThat(file().reason()).contains("connection_lost");
  }

  @Test
  void aFileThatCannotBeFetchedForTooLongIsGivenUp() {
    ask(1);
    Clock late = Clock.fixed(NOW.plus(SETTINGS.giveUpAfter()), ZoneOffset.UTC);

    assertThat(fetch(late, breaksAfter(bytes(1))).fetch(id())).isEmpty();

    assertThat(file().status()).isEqualTo(MediaStatus.FAILED);
    assertThat(file().reason()).contains("connection_lost");
    assertThat(fetch(late, serves(bytes(1))).fetch(id())).isEmpty();
    assertThat(file().status()).isEqualTo(MediaStatus.FAILED);
  }

  @Test
  void aFileIsFetchedWhereItCameThoughTheConversationMovedOn() {
    ask(1);
    test.database()
        .runInTenant(
            TenantId.DEFAULT,
            tx -> {
              UUID other =
                  tx.fetchSingle(
                          "insert into channels (tenant_id, type, agent, address)"
                              + " values (?, 'sms', 'a', '+15550000000') returning id",
                          TenantId.DEFAULT.value())
                      .get(0, UUID.class);
              tx.update(CONVERSATIONS).set(CONVERSATIONS.CHANNEL_ID, other).execute();
            });

    assertThat(fetch(CLOCK, serves(bytes(3))).fetch(id())).isEmpty();

    assertThat(file().status()).isEqualTo(MediaStatus.KEPT);
  }

  @Test
  void whatIsRefusedStaysRefusedWithItsReason() {
    ask(1);

    assertThat(fetch(CLOCK, (_, _, _) -> new MediaResult.Refused("too_large")).fetch(id()))
        .isEmpty();

    assertThat(file().status()).isEqualTo(MediaStatus.REFUSED);
    assertThat(file().reason()).contains("too_large");
    assertThat(file().sizeBytes()).isEmpty();
  }

  @Test
  void aTryThatWasTakenOverKeepsNothing() throws IOException {
    ask(1);
    byte[] later = bytes(40);
    MediaFetcher slow =
        (account, attachment, store) -> {
          assertThat(fetch(CLOCK, serves(later)).fetch(id())).isEmpty();
          return serves(bytes(MediaChunks.CHUNK_BYTES + 5)).fetch(account, attachment, store);
        };

    assertThat(fetch(CLOCK, slow).fetch(id())).isEmpty();

    assertThat(file().sizeBytes()).hasValue(40);
    assertThat(chunks()).isEqualTo(1);
    var out = new ByteArrayOutputStream();
    new MediaChunks(test.database()).copy(id(), file(), out);
    assertThat(out.toByteArray()).isEqualTo(later);
  }

  @Test
  void aConversationKeepsSoManyFilesAndSoManyBytes() {
    assertThat(ask(2)).extracting(MediaFile::status).containsOnly(MediaStatus.WAITING);
    List<MediaFile> four = ask(2);
    assertThat(four.getLast().status()).isEqualTo(MediaStatus.REFUSED);
    assertThat(four.getLast().reason()).contains("too_many");
    assertThat(rows(SCHEDULED_TASKS)).isEqualTo(3);

    MediaFetch fetch = fetch(CLOCK, serves(bytes((int) SETTINGS.bytesMax())));
    assertThat(fetch.fetch(new MediaId(TenantId.DEFAULT, four.get(0).id()))).isEmpty();
    assertThat(fetch.fetch(new MediaId(TenantId.DEFAULT, four.get(1).id()))).isEmpty();
    assertThat(files().get(0).status()).isEqualTo(MediaStatus.KEPT);
    assertThat(files().get(1).reason()).contains("conversation_full");
  }

  @Test
  void aChannelThatIsGoneIsNotFetchedFrom() {
    ask(1);
    MediaFetch fetch =
        new MediaFetch(
            test.database(),
            (_, _) -> Optional.empty(),
            Map.of(ChannelType.WHATSAPP, serves(bytes(1))),
            SETTINGS,
            CLOCK);

    assertThat(fetch.fetch(id())).isEmpty();
    assertThat(file().reason()).contains("channel_gone");
  }

  @Test
  void withoutItsCommitThereIsNeitherRowNorTask() {
    assertThatThrownBy(
            () ->
                test.database()
                    .runInTenant(
                        TenantId.DEFAULT,
                        tx -> {
                          requests.ask(tx, conversation, channel(tx), message(tx), List.of(), NOW);
                          ask(tx);
                          throw new UncheckedIOException(new IOException("the commit is lost"));
                        }))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(files()).isEmpty();
    assertThat(rows(SCHEDULED_TASKS)).isZero();
  }

  private void ask(DSLContext tx) {
    Attachment document =
        new Attachment(
            Attachment.Kind.DOCUMENT,
            "application/pdf",
            "9",
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    requests.ask(tx, conversation, channel(tx), message(tx), List.of(document), NOW);
  }

  @Test
  void everythingGoesWithTheConversation() {
    ask(1);
    MediaId gone = id();
    assertThat(fetch(CLOCK, serves(bytes(10))).fetch(gone)).isEmpty();

    test.database()
        .runInTenant(
            TenantId.DEFAULT,
            tx ->
                tx.deleteFrom(CONVERSATIONS)
                    .where(CONVERSATIONS.ID.eq(conversation.id()))
                    .execute());

    assertThat(chunks()).isZero();
    assertThat(rows(MEDIA)).isZero();
    assertThat(fetch(CLOCK, serves(bytes(10))).fetch(gone)).isEmpty();
  }

  @Test
  void anotherTenantSeesNothing() {
    ask(1);
    UUID other =
        test.database()
            .acrossTenants(
                tx ->
                    tx.fetchSingle("insert into tenants (name) values ('x') returning tenant_id")
                        .get(0, UUID.class));

    UUID theirs = file().id();
    Optional<MediaFile> seen =
        test.database()
            .inTenant(
                new TenantId(other), tx -> new MediaFiles().find(tx, conversation.id(), theirs));

    assertThat(seen).isEmpty();
  }
}
