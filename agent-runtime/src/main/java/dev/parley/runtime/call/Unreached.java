package dev.parley.runtime.call;

/// Why a call the business made reached nobody.
public enum Unreached {
  NO_ANSWER,
  BUSY,
  REFUSED,
  FAILED
}
