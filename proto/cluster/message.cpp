#include "proto/cluster/message.hpp"

namespace mitos::proto::cluster {

namespace {

void write_hex(std::string& out, std::uint64_t n) {
  for (int shift = 60; shift >= 0; shift -= 4)
    out += "0123456789abcdef"[n >> shift & 15];
}

} // namespace

std::string to_text(const incarnation& id) {
  std::string text;
  write_hex(text, id.high);
  write_hex(text, id.low);
  return text;
}

std::string to_text(const address& where) {
  const bool is_ipv6 = where.host.find(':') != std::string::npos;
  return (is_ipv6 ? '[' + where.host + ']' : where.host) + ':' + std::to_string(where.port);
}

/// FNV-1a, mixed so that all bits of short names differ.
std::uint64_t topic_hash(std::string_view topic) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : topic)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return mixed(hash);
}

/// The finalizer of SplitMix64.
std::uint64_t mixed(std::uint64_t hash) {
  hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ hash >> 27) * 0x94d049bb133111eb;
  return hash ^ hash >> 31;
}

} // namespace mitos::proto::cluster
