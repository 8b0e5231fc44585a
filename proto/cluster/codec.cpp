#include "proto/cluster/codec.hpp"

#include "proto/utf8.hpp"

#include <concepts>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <type_traits>

namespace mitos::proto::cluster {

namespace {

/// What the hello of every version begins with.
constexpr std::string_view magic = "mitos";

template <class M, class T>
concept a = std::same_as<std::remove_const_t<M>, T>;

// The members of each part of a message, in their order on the wire.

auto fields(a<incarnation> auto& m) { return std::tie(m.high, m.low); }
auto fields(a<address> auto& m) { return std::tie(m.host, m.port); }
auto fields(a<node_info> auto& m) { return std::tie(m.id, m.name, m.at); }
auto fields(a<refusal> auto& m) { return std::tie(m.reason); }
auto fields(a<welcome> auto& m) { return std::tie(m.stream, m.heard_stream, m.heard, m.leaving); }
auto fields(a<members> auto& m) { return std::tie(m.nodes); }
auto fields(a<leaving> auto&) { return std::tie(); }
auto fields(a<bye> auto& m) { return std::tie(m.next); }
auto fields(a<interest> auto& m) { return std::tie(m.version, m.first, m.last, m.added, m.removed); }
auto fields(a<interest_wanted> auto&) { return std::tie(); }
auto fields(a<events> auto& m) { return std::tie(m.first, m.texts); }
auto fields(a<credit> auto& m) { return std::tie(m.taken); }
auto fields(a<ping> auto& m) { return std::tie(m.number, m.next, m.version, m.digest); }
auto fields(a<pong> auto& m) { return std::tie(m.number); }

template <class T>
concept compound = requires(T& m) {
  fields(m);
};

class writer {
public:
  explicit writer(std::string& out) : out_(out) {}

  template <std::integral T>
  void put(T n) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
      out_ += static_cast<char>(static_cast<std::uint64_t>(n) >> (8 * i) & 0xff);
  }
  void put(std::string_view text) {
    put_count(text.size());
    out_ += text;
  }
  void put(const std::string& text) { put(std::string_view(text)); }
  template <class T>
  void put(const std::vector<T>& list) {
    put_count(list.size());
    for (const auto& one : list)
      put(one);
  }
  template <compound T>
  void put(const T& m) {
    std::apply([&](const auto&... member) { (put(member), ...); }, fields(m));
  }
  void put(const hello& m) {
    out_ += magic;
    std::apply([&](const auto&... member) { (put(member), ...); },
               std::tie(m.version, m.cluster, m.from, m.window_events, m.window_bytes, m.max_frame));
  }

private:
  void put_count(std::size_t n) {
    if (n > std::numeric_limits<std::uint32_t>::max())
      throw std::length_error("a message between nodes that is too large");
    put(static_cast<std::uint32_t>(n));
  }

  std::string& out_;
};

/// Once something is wrong everything is.
class reader {
public:
  explicit reader(std::string_view in) : in_(in) {}

  bool read_all() const { return !failed_ && in_.empty(); }

  template <std::integral T>
  void get(T& n) {
    std::uint64_t read = 0;
    const auto bytes = take(sizeof(T));
    for (std::size_t i = 0; i < bytes.size(); ++i)
      read |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    if (std::same_as<T, bool> && read > 1)
      failed_ = true;
    n = static_cast<T>(read);
  }
  void get(std::string_view& text) { text = take(get_count(1)); }
  void get(std::string& text) {
    text = take(get_count(1));
    if (!is_utf8(text))
      failed_ = true;
  }
  template <class T>
  void get(std::vector<T>& list) {
    // What is no number begins with a number or a count.
    const auto count = get_count(std::integral<T> ? sizeof(T) : 4);
    if constexpr (std::integral<T>)
      list.reserve(count);
    for (std::uint32_t n = 0; n < count && !failed_; ++n)
      get(list.emplace_back());
  }
  template <compound T>
  void get(T& m) {
    std::apply([&](auto&... member) { (get(member), ...); }, fields(m));
  }
  void get(hello& m) {
    if (take(magic.size()) != magic)
      failed_ = true;
    get(m.version);
    get(m.cluster);
    if (m.version != protocol_version) {
      in_ = {}; // what only that version can read
      return;
    }
    std::apply([&](auto&... member) { (get(member), ...); },
               std::tie(m.from, m.window_events, m.window_bytes, m.max_frame));
  }

private:
  /// Of things with so many bytes each, at least: more than there can be are refused before they cost memory.
  std::uint32_t get_count(std::size_t bytes_each) {
    std::uint32_t n = 0;
    get(n);
    if (n > in_.size() / bytes_each)
      failed_ = true;
    return failed_ ? 0 : n;
  }
  std::string_view take(std::size_t bytes) {
    if (bytes > in_.size())
      failed_ = true;
    if (failed_)
      return {};
    const auto taken = in_.substr(0, bytes);
    in_.remove_prefix(bytes);
    return taken;
  }

  std::string_view in_;
  bool failed_ = false;
};

/// Reads the alternative with that index.
template <std::size_t Kind = 0>
std::optional<message> read(std::size_t kind, std::string_view rest) {
  if constexpr (Kind == std::variant_size_v<message>) {
    return std::nullopt;
  } else {
    if (kind != Kind)
      return read<Kind + 1>(kind, rest);
    reader in(rest);
    std::variant_alternative_t<Kind, message> said;
    in.get(said);
    if (!in.read_all())
      return std::nullopt;
    return said;
  }
}

template <class T, std::size_t Kind = 0>
constexpr char kind_of() {
  if constexpr (std::same_as<std::variant_alternative_t<Kind, message>, T>)
    return static_cast<char>(Kind);
  else
    return kind_of<T, Kind + 1>();
}

constexpr std::size_t count_at = 1 + sizeof(std::uint64_t); ///< in a frame of events

} // namespace

std::array<char, header_bytes> encode_header(std::size_t frame_bytes) {
  std::array<char, header_bytes> header{};
  for (std::size_t i = 0; i < header_bytes; ++i)
    header[i] = static_cast<char>(frame_bytes >> (8 * i) & 0xff);
  return header;
}

std::size_t decode_header(std::string_view header) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < header_bytes; ++i)
    bytes |= std::size_t{static_cast<unsigned char>(header[i])} << (8 * i);
  return bytes;
}

std::string encode(const message& said) {
  std::string frame(1, static_cast<char>(said.index()));
  std::visit([out = writer(frame)](const auto& m) mutable { out.put(m); }, said);
  return frame;
}

std::optional<message> decode(std::string_view frame) {
  if (frame.empty())
    return std::nullopt;
  return read(static_cast<unsigned char>(frame.front()), frame.substr(1));
}

events_encoder::events_encoder(std::uint64_t first) : frame_(1, kind_of<events>()) {
  writer out(frame_);
  out.put(first);
  out.put(count_);
}

void events_encoder::add(std::string_view text) {
  writer(frame_).put(text);
  ++count_;
}

std::string events_encoder::finish() {
  std::string count;
  writer(count).put(count_);
  frame_.replace(count_at, count.size(), count);
  return std::move(frame_);
}

} // namespace mitos::proto::cluster
