/// What clients say in tests, as text.
#pragma once

#include <string>

namespace mitos::tests {

inline const std::string init = R"({"type":"connection_init"})";
inline const std::string ack = R"({"type":"connection_ack"})";
inline const std::string keep_alive = R"({"type":"ka"})";
inline const std::string terminate = R"({"type":"connection_terminate"})";

inline std::string message(const std::string& type, const std::string& id, const std::string& payload = {}) {
  return R"({"id":")" + id + R"(","type":")" + type + '"' +
         (payload.empty() ? "" : ",\"payload\":" + payload) + '}';
}
inline std::string request(const std::string& query) { return R"({"query":")" + query + R"("})"; }
inline std::string subscribe(const std::string& id, const std::string& query = "{ x }") {
  return message("subscribe", id, request(query));
}
inline std::string start(const std::string& id, const std::string& query = "{ x }") {
  return message("start", id, request(query));
}
inline std::string next(const std::string& id, const std::string& payload) {
  return message("next", id, payload);
}
inline std::string data(const std::string& id, const std::string& payload) {
  return message("data", id, payload);
}
inline std::string complete(const std::string& id) { return message("complete", id); }
inline std::string stop(const std::string& id) { return message("stop", id); }

} // namespace mitos::tests
