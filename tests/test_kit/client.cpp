#include "tests/test_kit/client.hpp"

#include "tests/test_kit/world.hpp"

namespace mitos::test_kit {

void client::accepted() { wire_->tell(actors::accepted{}); }

void client::says(std::string_view text) { wire_->tell(actors::text_received{std::string(text)}); }

void client::says_binary() { wire_->tell(actors::binary_received{}); }

void client::breaks(const proto::close_reason& violation) { wire_->peer_breaks(violation); }

void client::closes(const proto::close_reason& reason) { wire_->peer_closes(reason); }

void client::vanishes() { wire_->peer_closes({proto::close_code::abnormal}); }

void client::stalls() { wire_->peer_stalls(); }

void client::reads_on() { wire_->peer_reads_on(); }

void client::ignores_close() { wire_->answers_close = false; }

std::optional<std::string> client::hears() {
  world_->settle();
  if (wire_->heard.empty())
    return std::nullopt;
  auto text = std::move(wire_->heard.front());
  wire_->heard.pop_front();
  return text;
}

std::vector<std::string> client::hears_all() {
  world_->settle();
  std::vector<std::string> all(wire_->heard.begin(), wire_->heard.end());
  wire_->heard.clear();
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

} // namespace mitos::test_kit
