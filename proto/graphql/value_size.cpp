#include "proto/graphql/value_size.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

namespace {

void add(value_size& size, const json::value& v, std::size_t level) {
  ++size.values;
  size.levels = std::max(size.levels, level);
  if (const auto* text = v.as<std::string>())
    size.bytes += text->size();
  else if (const auto* number = v.as<json::number>())
    size.bytes += number->text.size();
}

void measure(value_size& size, const json::value& v, std::size_t level);

void measure_members(value_size& size, const json::object& object, std::size_t level) {
  for (const auto& [key, member] : object) {
    size.bytes += key.size();
    measure(size, member, level);
  }
}

void measure(value_size& size, const json::value& v, std::size_t level) {
  const auto* list = v.as<json::array>();
  const auto* object = v.as<json::object>();
  add(size, v, list || object ? level + 1 : level);
  if (list)
    for (const json::value& item : *list)
      measure(size, item, level + 1);
  if (object)
    measure_members(size, *object, level + 1);
}

} // namespace

value_size size_of(const json::value& v) {
  value_size size;
  measure(size, v, 0);
  return size;
}

value_size size_of_members(const json::object& object) {
  value_size size;
  measure_members(size, object, 0);
  return size;
}

} // namespace mitos::proto::graphql
