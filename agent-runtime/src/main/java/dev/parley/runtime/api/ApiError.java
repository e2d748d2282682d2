package dev.parley.runtime.api;

import java.util.Optional;

/// One of several things wrong with a body.
///
/// @param line from 1, where the body's text is known by lines
record ApiError(
    String path, String code, String message, Optional<Integer> line, Optional<Integer> column) {
  static ApiError of(String path, String code, String message) {
    return new ApiError(path, code, message, Optional.empty(), Optional.empty());
  }
}
