/// The productions of the grammar, each a function of its name; internal to the parser.
#pragma once

#include "proto/graphql/ast.hpp"
#include "proto/graphql/lexer.hpp"
#include "proto/graphql/limits.hpp"

namespace mitos::proto::graphql {

/// Recursive descent with one token of look-ahead; a syntax error is thrown as an `error`.
class productions {
public:
  productions(arena& memory, const limits& limits);

  node_list<ast::definition> document();

private:
  // parser.cpp: Document
  ast::definition definition();
  bool peek_description() const;
  ast::description description();

  // parser_operations.cpp: Operations, Fragments
  ast::operation_definition operation_definition();
  operation_type parse_operation_type();
  ast::variable_definition variable_definition();
  ast::selection_set selection_set();
  void selection(growing_list<ast::selection>& list);
  void fragment(growing_list<ast::selection>& list);
  void field(ast::field& f);
  ast::fragment_definition fragment_definition();
  ast::name fragment_name();

  // parser_values.cpp: Values, Directives, Types
  ast::value value(bool is_const);
  ast::value list_value(bool is_const);
  ast::value object_value(bool is_const);
  ast::value name_value();
  ast::value variable_value(bool is_const);
  ast::name variable();
  ast::string_value string_value();
  node_list<ast::argument> arguments(bool is_const);
  ast::directives directives(bool is_const);
  ast::type type_reference();

  // parser_type_system.cpp: Type System
  ast::definition type_system_definition(std::string_view keyword, bool extension);
  ast::definition type_system_extension();
  ast::schema_definition schema_definition(bool extension);
  ast::operation_type_definition operation_type_definition();
  ast::type_definition type_definition(type_kind kind, bool extension);
  void type_body(ast::type_definition& d);
  node_list<ast::name> implements_interfaces();
  ast::field_definition field_definition();
  node_list<ast::input_value_definition> argument_definitions();
  ast::input_value_definition input_value_definition();
  node_list<ast::name> union_member_types();
  ast::enum_value_definition enum_value_definition();
  ast::directive_definition directive_definition();
  ast::name directive_location();

  // parser.cpp: tokens
  ast::name name();
  const token& lookahead();
  void advance();
  bool peek(token_kind kind) const { return token_.kind == kind; }
  bool peek_keyword(std::string_view word) const { return peek(token_kind::name) && token_.text == word; }
  token expect(token_kind kind);
  bool expect_optional(token_kind kind);
  void expect_keyword(std::string_view word);
  bool expect_optional_keyword(std::string_view word);
  [[noreturn]] void unexpected(const token& t) const;

  /// Items up to `close`, at least one; `open` was read.
  template <class F>
  auto many(token_kind close, F item) {
    growing_list<decltype(item())> items(memory_);
    do
      items.add(item());
    while (!expect_optional(close));
    return items.read();
  }
  /// None, or an opened list of at least one.
  template <class F>
  auto optional_many(token_kind open, token_kind close, F item) {
    return expect_optional(open) ? many(close, item) : node_list<decltype(item())>();
  }
  template <class F>
  auto delimited_many(token_kind delimiter, F item) {
    growing_list<decltype(item())> items(memory_);
    expect_optional(delimiter);
    do
      items.add(item());
    while (expect_optional(delimiter));
    return items.read();
  }

  /// Held while something nested is read; refuses to go too deep.
  class nested {
  public:
    explicit nested(productions& p);
    nested(const nested&) = delete;
    nested& operator=(const nested&) = delete;
    ~nested() { --parser_.depth_; }

  private:
    productions& parser_;
  };

  arena& memory_;
  lexer lexer_;
  const limits& limits_;
  token token_;
  token next_;
  bool looked_ahead_ = false;
  std::size_t tokens_ = 0;
  std::size_t depth_ = 0;
};

} // namespace mitos::proto::graphql
