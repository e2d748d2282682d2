package dev.parley.crm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What came of asking the other system which fields its records have.
public sealed interface Discovery {
  /// @param mapping proposed: lead field id to remote field, as `ConnectorConfig` takes it
  /// @param unmapped lead fields the proposal leaves out, since nothing there looks like them
  record Found(List<RemoteField> fields, ObjectNode mapping, List<String> unmapped)
      implements Discovery {
    public Found {
      fields = List.copyOf(fields);
      unmapped = List.copyOf(unmapped);
    }
  }

  /// @param problems at least one: why the fields cannot be read
  record NotFound(List<Problem> problems) implements Discovery {
    public NotFound {
      problems = List.copyOf(problems);
    }

    public static NotFound because(String path, String code, String message) {
      return new NotFound(List.of(new Problem(path, code, message)));
    }
  }
}
