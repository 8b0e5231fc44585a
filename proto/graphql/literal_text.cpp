#include "proto/graphql/literal_text.hpp"

#include "proto/graphql/characters.hpp"
#include "proto/graphql/leaf.hpp"
#include "proto/graphql/numbers.hpp"
#include "proto/graphql/printer.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

namespace {

bool is_integer_text(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit) &&
         (digits == "0" || digits[0] != '0');
}

std::string list_text(const json::array& items, const type& item_type) {
  std::string text;
  for (const json::value& item : items)
    text += (text.empty() ? "" : ", ") + literal_text(item, item_type);
  return "[" + text + "]";
}

std::string object_text(const json::object& members, const named_type& t) {
  std::string text;
  for (const input_value& f : t.input_fields)
    if (const json::value* member = members.find(f.name))
      text += (text.empty() ? "" : ", ") + f.name + ": " + literal_text(*member, *f.type);
  return "{" + text + "}";
}

std::string untyped_text(const json::value& v) {
  std::string text;
  if (const auto* object = v.as<json::object>()) {
    for (const auto& [key, member] : *object)
      text += (text.empty() ? "" : ", ") + key + ": " + untyped_text(member);
    return "{" + text + "}";
  }
  if (const auto* list = v.as<json::array>()) {
    for (const json::value& item : *list)
      text += (text.empty() ? "" : ", ") + untyped_text(item);
    return "[" + text + "]";
  }
  if (const auto* s = v.as<std::string>())
    return print_string(*s);
  return json::to_text(v);
}

/// As the host gives the value out: that is what it took in.
std::string host_text(const json::value& v, const named_type& t) {
  std::string out;
  if (serialize(out, t, v))
    return untyped_text(v);
  const auto given = json::parse(out);
  const auto* shown = std::get_if<json::value>(&given);
  return untyped_text(shown ? *shown : v);
}

std::string leaf_text(const json::value& v, const named_type& t) {
  if (t.host.serialize)
    return host_text(v, t);
  const auto* s = v.as<std::string>();
  if (!s)
    return v.as<json::number>() ? number_text(to_double(v.as<json::number>()->text)) : untyped_text(v);
  const bool bare = t.kind == type_kind::enum_ || (t.name == "ID" && is_integer_text(*s));
  return bare ? *s : print_string(*s);
}

} // namespace

std::string literal_text(const json::value& v, const type& t) {
  if (t.is_non_null())
    return literal_text(v, *t.of_type);
  if (v.is_null())
    return "null";
  if (t.is_list())
    return v.as<json::array>() ? list_text(*v.as<json::array>(), *t.of_type) : literal_text(v, *t.of_type);
  const auto* object = v.as<json::object>();
  return t.kind == type_kind::input_object && object ? object_text(*object, t.named())
                                                     : leaf_text(v, t.named());
}

} // namespace mitos::proto::graphql
