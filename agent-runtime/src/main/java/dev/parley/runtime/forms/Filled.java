package dev.parley.runtime.forms;

import dev.parley.value.Fold;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// A form as it was filled in: texts by the names of its fields, in their order. Names that begin
/// with `_` are the form's own and never a person's words. Which field is which is told by its
/// name, in six languages.
record Filled(SequencedMap<String, String> fields) {
  private static final Set<String> PHONE =
      Set.of(
          "phone",
          "phonenumber",
          "tel",
          "telephone",
          "mobile",
          "mobilephone",
          "cell",
          "cellphone",
          "whatsapp",
          "telefono",
          "movil",
          "celular",
          "telefone",
          "telemovel",
          "telemovil",
          "telefon",
          "telefonnummer",
          "handy",
          "handynummer",
          "mobil",
          "portable",
          "cellulare",
          "numerodetelefono",
          "numerodetelefone",
          "numerodetelephone",
          "numeroditelefono");
  private static final Set<String> EMAIL =
      Set.of(
          "email",
          "mail",
          "emailaddress",
          "correo",
          "correoelectronico",
          "emailadresse",
          "mailadresse",
          "adressemail",
          "courriel",
          "indirizzoemail",
          "enderecodeemail");
  private static final Set<String> NAME =
      Set.of(
          "name",
          "fullname",
          "yourname",
          "nome",
          "nomecompleto",
          "nombre",
          "nombrecompleto",
          "nombreyapellidos",
          "vollername",
          "nom",
          "nomcomplet",
          "nomecognome",
          "nomeecognome",
          "contactname");
  private static final Set<String> MESSAGE =
      Set.of(
          "message",
          "comment",
          "comments",
          "question",
          "enquiry",
          "inquiry",
          "mensaje",
          "comentario",
          "consulta",
          "mensagem",
          "nachricht",
          "anfrage",
          "kommentar",
          "commentaire",
          "messaggio",
          "richiesta",
          "notes");

  Filled {
    fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
  }

  Optional<String> phone() {
    return named(PHONE);
  }

  Optional<String> email() {
    return named(EMAIL);
  }

  Optional<String> name() {
    return named(NAME);
  }

  Optional<String> message() {
    return named(MESSAGE);
  }

  Optional<String> own(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /// What the person wrote.
  SequencedMap<String, String> words() {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    fields.forEach(
        (name, text) -> {
          if (!name.startsWith("_") && !text.isBlank()) {
            words.put(name, text.strip());
          }
        });
    return words;
  }

  private Optional<String> named(Set<String> names) {
    return fields.entrySet().stream()
        .filter(field -> names.contains(Fold.fold(field.getKey()).replaceAll("[^a-z]", "")))
        .map(Map.Entry::getValue)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /// Prints no personal data.
  @Override
  public String toString() {
    return "Filled[****]";
  }
}
