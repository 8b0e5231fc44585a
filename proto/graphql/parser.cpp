#include "proto/graphql/parser.hpp"

#include "proto/graphql/productions.hpp"

namespace mitos::proto::graphql {

std::variant<ast::document, error> parse(std::string_view text, const limits& limits) {
  if (text.size() > limits.document_bytes)
    return syntax_error({}, "Document is longer than " + std::to_string(limits.document_bytes) +
                                " bytes. Parsing aborted.");
  const auto memory = std::make_shared<arena>(text);
  try {
    return ast::document{memory, productions(*memory, limits).document()};
  } catch (error& e) {
    return std::move(e);
  }
}

productions::productions(arena& memory, const limits& limits)
    : memory_(memory),
      lexer_(memory.text()),
      limits_(limits) {}

// Document : Definition+
node_list<ast::definition> productions::document() {
  advance();
  return many(token_kind::end_of_file, [this] { return definition(); });
}

// Definition : ExecutableDefinition, TypeSystemDefinitionOrExtension
ast::definition productions::definition() {
  if (peek(token_kind::brace_l))
    return operation_definition();
  const bool described = peek_description();
  const token keyword = described ? lookahead() : token_;
  if (described && keyword.kind == token_kind::brace_l)
    throw syntax_error(token_.at,
                       "Unexpected description, descriptions are not supported on shorthand queries.");
  if (keyword.kind != token_kind::name)
    unexpected(keyword);
  if (keyword.text == "query" || keyword.text == "mutation" || keyword.text == "subscription")
    return operation_definition();
  if (keyword.text == "fragment")
    return fragment_definition();
  if (described || keyword.text != "extend")
    return type_system_definition(keyword.text, false);
  return type_system_extension();
}

bool productions::peek_description() const {
  return peek(token_kind::string) || peek(token_kind::block_string);
}

// Description : StringValue
ast::description productions::description() {
  return peek_description() ? ast::description(string_value()) : std::nullopt;
}

ast::name productions::name() {
  if (!peek(token_kind::name))
    expect(token_kind::name);
  const ast::name n{token_.text, token_.at};
  advance();
  return n;
}

const token& productions::lookahead() {
  if (!looked_ahead_)
    lexer_.next(next_);
  looked_ahead_ = true;
  return next_;
}

void productions::advance() {
  if (looked_ahead_)
    token_ = next_;
  else
    lexer_.next(token_);
  looked_ahead_ = false;
  if (token_.kind != token_kind::end_of_file && ++tokens_ > limits_.tokens) // the wording is graphql-js's
    throw syntax_error(token_.at, "Document contains more that " + std::to_string(limits_.tokens) +
                                      " tokens. Parsing aborted.");
}

token productions::expect(token_kind kind) {
  const token t = token_;
  if (t.kind != kind)
    throw syntax_error(t.at, "Expected " + describe(kind) + ", found " + describe(t) + ".");
  advance();
  return t;
}

bool productions::expect_optional(token_kind kind) {
  if (!peek(kind))
    return false;
  advance();
  return true;
}

void productions::expect_keyword(std::string_view word) {
  if (!expect_optional_keyword(word))
    throw syntax_error(token_.at, "Expected \"" + std::string(word) + "\", found " + describe(token_) + ".");
}

bool productions::expect_optional_keyword(std::string_view word) {
  if (!peek_keyword(word))
    return false;
  advance();
  return true;
}

void productions::unexpected(const token& t) const {
  throw syntax_error(t.at, "Unexpected " + describe(t) + ".");
}

productions::nested::nested(productions& p) : parser_(p) {
  if (p.depth_ >= p.limits_.nesting)
    throw syntax_error(p.token_.at, "Document is nested more than " + std::to_string(p.limits_.nesting) +
                                        " levels deep. Parsing aborted.");
  ++p.depth_;
}

} // namespace mitos::proto::graphql
