package dev.parley.crm;

import java.util.List;

/// A field the other system's records have.
///
/// @param name as a mapping names it
/// @param label as its users see it
/// @param type in the vendor's words, e.g. `picklist`
/// @param writable whether an integration may write it
/// @param required whether a record cannot be made without it
/// @param unique whether no two records hold the same value
/// @param charactersMax of a value; 0 where there is no such limit
/// @param options the values it takes; empty where it takes any
public record RemoteField(
    String name,
    String label,
    String type,
    boolean writable,
    boolean required,
    boolean unique,
    int charactersMax,
    List<String> options) {
  public RemoteField {
    options = List.copyOf(options);
  }
}
