#include "proto/graphql/printer.hpp"

#include "proto/graphql/characters.hpp"
#include "proto/graphql/string_literal.hpp"

#include <array>
#include <cstdio>

namespace mitos::proto::graphql {

namespace {

void append_escaped(std::string& out, std::uint32_t point) {
  constexpr std::string_view names = "btn?fr";
  if (point == '"' || point == '\\') {
    out += {'\\', static_cast<char>(point)};
  } else if (point >= '\b' && point <= '\r' && point != '\v') {
    out += {'\\', names[point - '\b']};
  } else {
    std::array<char, 8> hex{};
    std::snprintf(hex.data(), hex.size(), "\\u%04X", point);
    out += hex.data();
  }
}

bool is_escaped(std::uint32_t point) {
  return point < 0x20 || point == '"' || point == '\\' || (point >= 0x7F && point <= 0x9F);
}

struct value_printer {
  std::string& out;

  void operator()(const ast::null_value&) const { out += "null"; }
  void operator()(const ast::variable& v) const { out.append("$").append(v.name); }
  void operator()(const ast::int_value& v) const { out += v.text; }
  void operator()(const ast::float_value& v) const { out += v.text; }
  void operator()(const ast::string_value& v) const {
    out += v.block ? print_block_string(v.text) : print_string(v.text);
  }
  void operator()(const ast::boolean_value& v) const { out += v.is_true ? "true" : "false"; }
  void operator()(const ast::enum_value& v) const { out += v.name; }
  void operator()(const ast::list_value& list) const {
    out += "[";
    for (const ast::value& v : list.values) {
      out += &v == list.values.data() ? "" : ", ";
      std::visit(*this, v.data);
    }
    out += "]";
  }
  void operator()(const ast::object_value& object) const {
    out += "{";
    for (const ast::object_field& f : object.fields) {
      out += &f == object.fields.data() ? "" : ", ";
      out.append(f.name.text).append(": ");
      std::visit(*this, f.value.data);
    }
    out += "}";
  }
};

} // namespace

std::string print_string(std::string_view value) {
  std::string out = "\"";
  for (std::size_t i = 0; i < value.size();) {
    const character c = decode_utf8(value, i);
    const std::size_t length = c.length == 0 ? 1 : c.length;
    if (is_escaped(c.point))
      append_escaped(out, c.point);
    else
      out += value.substr(i, length);
    i += length;
  }
  return out += "\"";
}

std::string print(const ast::value& v) {
  std::string out;
  std::visit(value_printer{out}, v.data);
  return out;
}

std::string print(const ast::type& t) {
  switch (t.wrapper) {
  case ast::type_wrapper::list: return "[" + print(*t.of_type) + "]";
  case ast::type_wrapper::non_null: return print(*t.of_type) + "!";
  default: return std::string(t.name.text);
  }
}

} // namespace mitos::proto::graphql
