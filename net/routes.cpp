#include "net/routes.hpp"

namespace mitos::net {

namespace {

http_answer readiness(service_state now) {
  if (now.ready && now.busy.empty())
    return {200, "{\"ready\":true}\n"};
  return {503, "{\"ready\":false}\n", {{"Retry-After", "1"}}};
}

} // namespace

std::optional<http_answer> plain_route(const request& asked, const upgrade_rules& rules, service_state now) {
  const auto path = asked.path();
  const bool counts = path == "/metrics" && rules.metrics;
  if (!counts && path != "/live" && path != "/ready")
    return std::nullopt;
  if (asked.method != "GET")
    return method_refusal(asked, "ask with GET");
  if (counts)
    return http_answer{200, rules.metrics(), {}, "text/plain; version=0.0.4; charset=utf-8"};
  return path == "/live" ? http_answer{200, "{\"live\":true}\n"} : readiness(now);
}

} // namespace mitos::net
