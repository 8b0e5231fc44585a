#include "tests/proto/graphql/waiting.hpp"

#include "tests/catch.hpp"

namespace mitos::tests {

std::string to_text(const std::vector<graphql::path_key>& path) {
  std::string text;
  for (const auto& key : path) {
    text += text.empty() ? "" : ".";
    if (const auto* name = std::get_if<std::string>(&key))
      text += *name;
    else
      text += std::to_string(std::get<std::size_t>(key));
  }
  return text;
}

namespace {

graphql::pending wait_for(const graphql::field_call& call, const std::string& path) {
  auto& all = *static_cast<waiting*>(const_cast<void*>(call.context));
  all.calls[path] = call.number;
  all.asked.push_back(path);
  return {[&all, path] { all.unwanted.push_back(path); }};
}

} // namespace

graphql::resolved later(const graphql::field_call& call) { return wait_for(call, to_text(call.path())); }

graphql::resolver later_items(std::size_t count) {
  return [count](const graphql::field_call& call) -> graphql::resolved {
    std::vector<graphql::resolved_item> items;
    for (std::size_t i = 0; i < count; ++i)
      items.emplace_back(wait_for(call.item(i), to_text(call.path()) + "." + std::to_string(i)));
    return items;
  };
}

void waiting::begin(std::string_view document, const graphql::shared_schema& schema, std::string_view root,
                    const graphql::limits& limits) {
  const auto prepared = graphql::prepare(schema, document, limits);
  REQUIRE(std::holds_alternative<graphql::shared_document>(prepared));
  const auto operation =
      graphql::get_operation(std::get<graphql::shared_document>(prepared), std::nullopt, {});
  auto begun = std::get<graphql::operation>(operation).begin(json_of(root), this);
  if (auto* text = std::get_if<std::string>(&begun))
    response = std::move(*text);
  else
    execution.emplace(std::get<graphql::execution>(std::move(begun)));
}

void waiting::answers(const std::string& path, std::string_view json) { takes(path, json_of(json)); }

void waiting::fails(const std::string& path, std::string_view message) {
  takes(path, graphql::error{std::string(message), {}, {}, {}});
}

void waiting::takes(const std::string& path, const graphql::outcome& what) {
  REQUIRE(calls.count(path) == 1);
  REQUIRE(execution);
  if (auto text = execution->answer(calls.at(path), what)) {
    response = std::move(*text);
    execution.reset();
  }
}

void waiting::gives_up(std::string why) {
  response = execution->give_up(std::move(why));
  execution.reset();
}

} // namespace mitos::tests
