package dev.parley.config.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The parameters of one statement, in the order of its question marks. For one thread, while the
/// statement is being prepared.
public final class Parameters {
  private final PreparedStatement statement;
  private int index;

  Parameters(PreparedStatement statement, int before) {
    this.statement = statement;
    this.index = before;
  }

  public Parameters text(@Nullable String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  public Parameters uuid(@Nullable UUID value) throws SQLException {
    return object(value, Types.OTHER);
  }

  public Parameters number(@Nullable Integer value) throws SQLException {
    return object(value, Types.INTEGER);
  }

  public Parameters number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  public Parameters truth(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
    return this;
  }

  public Parameters bytes(byte @Nullable [] value) throws SQLException {
    statement.setBytes(++index, value);
    return this;
  }

  public Parameters time(@Nullable Instant value) throws SQLException {
    return object(
        value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  public Parameters texts(List<String> values) throws SQLException {
    return array("text", values.toArray(String[]::new));
  }

  /// As `texts`, with places that hold nothing.
  public Parameters textsOrNull(List<? extends @Nullable String> values) throws SQLException {
    return array("text", values.toArray(String[]::new));
  }

  public Parameters numbers(List<Integer> values) throws SQLException {
    return array("int4", values.toArray(Integer[]::new));
  }

  /// As `numbers`, with places that hold nothing.
  public Parameters numbersOrNull(List<? extends @Nullable Integer> values) throws SQLException {
    return array("int4", values.toArray(Integer[]::new));
  }

  public Parameters truths(List<Boolean> values) throws SQLException {
    return array("bool", values.toArray(Boolean[]::new));
  }

  public Parameters longs(List<Long> values) throws SQLException {
    return array("int8", values.toArray(Long[]::new));
  }

  public Parameters uuids(List<UUID> values) throws SQLException {
    return array("uuid", values.toArray(UUID[]::new));
  }

  public Parameters times(List<Instant> values) throws SQLException {
    return array("timestamptz", values.stream().map(Instant::toString).toArray(String[]::new));
  }

  /// As `times`, with places that hold nothing.
  public Parameters timesOrNull(List<? extends @Nullable Instant> values) throws SQLException {
    @Nullable String[] texts = new @Nullable String[values.size()];
    for (int i = 0; i < texts.length; i++) {
      Instant value = values.get(i);
      texts[i] = value == null ? null : value.toString();
    }
    return array("timestamptz", texts);
  }

  private Parameters array(String type, @Nullable Object[] values) throws SQLException {
    statement.setArray(++index, statement.getConnection().createArrayOf(type, values));
    return this;
  }

  private Parameters object(@Nullable Object value, int type) throws SQLException {
    if (value == null) {
      statement.setNull(++index, type);
    } else {
      statement.setObject(++index, value, type);
    }
    return this;
  }
}
