#include "proto/graphql/error.hpp"

#include "proto/utf8.hpp"

namespace mitos::proto::graphql {

namespace {

void write_locations(std::string& out, const std::vector<location>& locations) {
  out += ",\"locations\":[";
  for (const location& l : locations) {
    out += &l == locations.data() ? "{\"line\":" : ",{\"line\":";
    out += std::to_string(l.line) + ",\"column\":" + std::to_string(l.column) + "}";
  }
  out += "]";
}

void write_path(std::string& out, const std::vector<path_key>& path) {
  out += ",\"path\":[";
  for (const path_key& key : path) {
    out += &key == path.data() ? "" : ",";
    if (const auto* name = std::get_if<std::string>(&key))
      json::write_string(out, *name);
    else
      out += std::to_string(std::get<std::size_t>(key));
  }
  out += "]";
}

} // namespace

void write(std::string& out, const error& e) {
  out += "{\"message\":";
  json::write_string(out, utf8_mended(e.message)); // what a resolver throws may be any bytes
  if (!e.locations.empty())
    write_locations(out, e.locations);
  if (!e.path.empty())
    write_path(out, e.path);
  if (!e.extensions.empty()) {
    out += ",\"extensions\":";
    json::write(out, e.extensions);
  }
  out += "}";
}

void write(std::string& out, const errors& list) {
  out += "[";
  for (const error& e : list) {
    out += &e == list.data() ? "" : ",";
    write(out, e);
  }
  out += "]";
}

std::string to_text(const errors& list) {
  std::string out;
  write(out, list);
  return out;
}

} // namespace mitos::proto::graphql
