#include "proto/codec.hpp"
#include "proto/json_scan.hpp"

#include <limits>

namespace mitos::proto {

namespace {

/// Finds the first element of an array that is an object.
class first_object final : public json::listener {
public:
  void scalar(json::value) override {}
  void string(std::string_view) override {}
  void key(std::string_view) override {}
  void open(json::bracket b, std::size_t at) override {
    if (++depth_ == 2 && b == json::bracket::brace && end == 0)
      begin = at;
  }
  void close(json::bracket b, std::size_t behind) override {
    if (depth_-- == 2 && b == json::bracket::brace && end == 0)
      end = behind;
  }

  void restart() override { *this = {}; }

  std::size_t begin = 0;
  std::size_t end = 0;

private:
  std::size_t depth_ = 0;
};

/// L5: one error is all that the legacy dialect can say.
std::string_view first_error(std::string_view errors) {
  constexpr auto any = std::numeric_limits<std::size_t>::max();
  first_object found;
  if (json::scan(errors, {any, any, any, any}, found) || found.end == 0)
    return R"({"message":"Unknown error"})";
  return errors.substr(found.begin, found.end - found.begin);
}

void encode_bare(std::string& out, std::string_view type, std::optional<std::string_view> payload) {
  out += R"({"type":")";
  out += type;
  out += '"';
  if (payload) {
    out += R"(,"payload":)";
    out += *payload;
  }
  out += '}';
}

void encode_for(std::string& out, std::string_view id, std::string_view type, std::string_view payload) {
  constexpr std::size_t envelope_bytes = 48;
  out.reserve(out.size() + id.size() + payload.size() + envelope_bytes);
  out += R"({"id":)";
  json::write_string(out, id);
  out += R"(,"type":")";
  out += type;
  out += R"(","payload":)";
  out += payload;
  out += '}';
}

std::string error_object(std::string_view message) {
  std::string out = R"({"message":)";
  json::write_string(out, message);
  out += '}';
  return out;
}

} // namespace

void encode_ack(std::string& out, std::optional<std::string_view> payload) {
  encode_bare(out, "connection_ack", payload);
}

void encode_pong(std::string& out, std::optional<std::string_view> payload) {
  encode_bare(out, "pong", payload);
}

void encode_next(std::string& out, dialect d, std::string_view id, std::string_view payload) {
  encode_for(out, id, d == dialect::graphql_ws ? "data" : "next", payload);
}

void encode_error(std::string& out, dialect d, std::string_view id, std::string_view errors) {
  encode_for(out, id, "error", d == dialect::graphql_ws ? first_error(errors) : errors);
}

void encode_complete(std::string& out, std::string_view id) {
  out += R"({"id":)";
  json::write_string(out, id);
  out += R"(,"type":"complete"})";
}

void encode_keep_alive(std::string& out) { encode_bare(out, "ka", std::nullopt); }

void encode_connection_error(std::string& out, std::string_view message) {
  encode_bare(out, "connection_error", error_object(message));
}

std::string one_error(std::string_view message) { return '[' + error_object(message) + ']'; }

} // namespace mitos::proto
