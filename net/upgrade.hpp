/// Which requests become WebSockets, and what the others are answered (P1–P3).
#pragma once

#include "actors/gatekeeper.hpp"
#include "net/http_answer.hpp"
#include "net/request_head.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mitos::net {

/// What is served where, and to whom.
struct upgrade_rules {
  std::string path;
  std::vector<std::string> allowed_origins;
  bool allow_any_localhost_origin = false;
  std::function<std::string()> metrics{}; ///< the text of GET /metrics; empty: nothing is served there
};

/// What of the server matters to an answer.
struct service_state {
  bool ready = true;     ///< neither starting nor draining
  std::string_view busy; ///< why upgrades are refused all the same; empty: they are not
};

/// A WebSocket: the 101 answer, and what is known of the peer but its address.
struct upgrade {
  std::string answer;
  actors::connection_facts facts;
};

std::variant<upgrade, http_answer> judge(request asked, const upgrade_rules& rules, service_state now);
http_answer answer_to(const head_fault& fault);
/// 405.
http_answer method_refusal(const request& asked, std::string_view remedy);
/// 503, for that reason.
http_answer busy(std::string_view why);

} // namespace mitos::net
