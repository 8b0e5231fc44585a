#include "tests/test_kit/client.hpp"

#include "proto/json.hpp"
#include "proto/utf8.hpp"
#include "tests/test_kit/world.hpp"

#include <algorithm>

namespace mitos::test_kit {

namespace json = proto::json;

namespace {

/// The members of every object in one order, so that equal JSON is an equal value.
json::value sorted(const json::value& from) {
  if (const auto* array = from.as<json::array>()) {
    json::array items;
    for (const auto& item : *array)
      items.push_back(sorted(item));
    return items;
  }
  const auto* object = from.as<json::object>();
  if (object == nullptr)
    return from;
  std::vector<json::object::member> members;
  for (const auto& [key, value] : *object)
    members.emplace_back(key, sorted(value));
  std::sort(members.begin(), members.end(), [](auto& one, auto& other) { return one.first < other.first; });
  return json::object(std::move(members));
}

std::optional<json::value> parsed(std::string_view text) {
  auto value = json::parse(text);
  const auto* good = std::get_if<json::value>(&value);
  return good != nullptr ? std::optional(sorted(*good)) : std::nullopt;
}

std::string json_string(std::string_view text) {
  std::string out;
  json::write_string(out, text);
  return out;
}

std::string described(const proto::close_reason& reason) {
  return std::to_string(reason.code) + (reason.text.empty() ? "" : ' ' + json_string(reason.text));
}

} // namespace

void client::act(std::string_view what) {
  world_->meanwhile();
  world_->note(wire_->peer_name + ' ' + std::string(what));
}

void client::accepted() {
  act("is accepted");
  wire_->tell(actors::accepted{});
}

void client::says(std::string_view text) {
  act("says " + std::string(text));
  const auto limit = wire_->message_limit > 0 ? wire_->message_limit : wire_->options.max_early_message;
  if (text.size() > limit)
    return wire_->peer_breaks({proto::close_code::message_too_big, "Message too big"});
  if (!proto::is_utf8(text))
    return wire_->peer_breaks({proto::close_code::invalid_payload, "the text is no UTF-8"});
  wire_->tell(actors::text_received{std::string(text)});
}

void client::inits(std::string_view payload) {
  says(R"({"type":"connection_init")" + (payload.empty() ? "" : ",\"payload\":" + std::string(payload)) +
       '}');
}

void client::subscribes(std::string_view id, std::string_view query, std::string_view variables) {
  auto type = wire_->dialect == proto::dialect::graphql_ws ? "start" : "subscribe";
  says(R"({"id":)" + json_string(id) + R"(,"type":")" + type + R"(","payload":{"query":)" +
       json_string(query) + (variables.empty() ? "" : ",\"variables\":" + std::string(variables)) + "}}");
}

void client::completes(std::string_view id) {
  auto type = wire_->dialect == proto::dialect::graphql_ws ? "stop" : "complete";
  says(R"({"id":)" + json_string(id) + R"(,"type":")" + type + "\"}");
}

void client::says_binary() {
  act("sends a binary message");
  wire_->tell(actors::binary_received{});
}

void client::breaks(const proto::close_reason& violation) {
  act("breaks RFC 6455");
  wire_->peer_breaks(violation);
}

void client::closes(const proto::close_reason& reason) {
  act("closes with " + described(reason));
  wire_->peer_closes(reason);
}

void client::vanishes() {
  act("vanishes");
  wire_->peer_closes({proto::close_code::abnormal});
}

void client::stalls() {
  act("stalls");
  wire_->peer_stalls();
}

void client::reads_on() {
  act("reads on");
  wire_->peer_reads_on();
}

void client::ignores_close() { wire_->answers_close = false; }

std::optional<std::string> client::take_next() {
  if (wire_->heard.empty())
    return std::nullopt;
  auto text = std::move(wire_->heard.front());
  wire_->heard.pop_front();
  wire_->asked_for.push_back(text);
  return text;
}

std::optional<std::string> client::hears() {
  world_->settle();
  return take_next();
}

std::vector<std::string> client::hears_all() {
  world_->settle();
  std::vector<std::string> all;
  while (auto next = take_next())
    all.push_back(std::move(*next));
  return all;
}

std::optional<proto::close_reason> client::sees_close() {
  world_->settle();
  return wire_->close_frame;
}

std::uint16_t client::sees_close_code() {
  auto seen = sees_close();
  return seen ? seen->code : std::uint16_t{0};
}

void client::hears(std::string_view json, place at) {
  world_->settle();
  expect_next(json, at);
}

void client::hears_at_once(std::string_view json, place at) {
  while (wire_->heard.empty() && world_->step()) {
  }
  expect_next(json, at);
}

void client::expect_next(std::string_view json, const place& at) {
  auto expected = parsed(json);
  if (!expected)
    throw failure(to_text(at) + "what a client is expected to hear is no JSON: " + std::string(json));
  world_->check();
  if (!wire_->heard.empty() && parsed(wire_->heard.front()) == expected) {
    take_next();
    return;
  }
  fail(at, "to hear " + std::string(json), wire_->heard.empty() ? "nothing" : wire_->heard.front());
}

void client::hears_nothing(place at) {
  world_->settle();
  world_->check();
  if (!wire_->heard.empty())
    fail(at, "to hear nothing", wire_->heard.front());
}

void client::sees_close(std::uint16_t code, std::optional<std::string_view> text, place at) {
  auto seen = sees_close();
  world_->check();
  if (seen && seen->code == code && (!text || seen->text == *text))
    return;
  fail(at, "to see the close " + std::to_string(code) + (text ? ' ' + json_string(*text) : ""),
       wire_->heard.empty() ? "nothing" : wire_->heard.front());
}

void client::fail(const place& at, const std::string& expected, const std::string& came) const {
  auto text = to_text(at) + wire_->peer_name + " expected " + expected + "\n  what came: " + came;
  for (std::size_t i = 1; i < wire_->heard.size(); ++i)
    text += "\n  after it:  " + wire_->heard[i];
  text += "\n  the close: " + (wire_->close_frame ? described(*wire_->close_frame) : "none");
  for (const auto& before : wire_->asked_for)
    text += "\n  heard before: " + before;
  throw failure(text);
}

} // namespace mitos::test_kit
