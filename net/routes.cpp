#include "net/routes.hpp"

namespace mitos::net {

std::optional<http_answer> plain_route(const request& asked, service_state now) {
  const bool live = asked.path() == "/live";
  if (!live && asked.path() != "/ready")
    return std::nullopt;
  if (asked.method != "GET")
    return method_refusal(asked, "ask with GET");
  if (live)
    return http_answer{200, "{\"live\":true}\n"};
  if (now.ready && now.busy.empty())
    return http_answer{200, "{\"ready\":true}\n"};
  return http_answer{503, "{\"ready\":false}\n", {{"Retry-After", "1"}}};
}

} // namespace mitos::net
