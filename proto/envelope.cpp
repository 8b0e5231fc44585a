#include "proto/envelope.hpp"

#include "proto/json_builder.hpp"

#include <array>
#include <utility>

namespace mitos::proto {

namespace {

using kind = envelope::kind;
using member = envelope::member;

struct name {
  std::string_view text;
  member envelope::*where;
};

constexpr std::array<name, 3> in_envelope{{
    {"type", &envelope::type},
    {"id", &envelope::id},
    {"payload", &envelope::payload},
}};

constexpr std::array<name, 4> in_payload{{
    {"query", &envelope::query},
    {"operationName", &envelope::operation_name},
    {"variables", &envelope::variables},
    {"extensions", &envelope::extensions},
}};

class reader final : public json::listener {
public:
  explicit reader(std::string_view text) : text_(text) {}

  void scalar(json::value v) override {
    if (built_ != nullptr)
      builder_.scalar(std::move(v));
    else
      note(v.is_null() ? kind::null : kind::other);
  }

  void string(std::string_view s) override {
    if (built_ != nullptr)
      builder_.string(s);
    else if (auto* named = note(kind::string))
      named->text = s;
  }

  void key(std::string_view k) override {
    if (built_ != nullptr)
      builder_.key(k);
    else if (depth_ == 1)
      envelope_key(k);
    else
      next_ = payload_ && depth_ == 2 ? find(in_payload, k) : nullptr;
  }

  void open(json::bracket b, std::size_t at) override {
    ++depth_;
    if (built_ != nullptr)
      return builder_.open(b, at);
    const bool object = b == json::bracket::brace;
    if (depth_ == 1)
      read_.is_object = object;
    if (auto* named = note(object ? kind::object : kind::other); named != nullptr && object)
      enter(*named, at);
  }

  void close(json::bracket b, std::size_t end) override {
    --depth_;
    if (built_ != nullptr) {
      builder_.close(b, end);
      if (builder_.whole())
        std::exchange(built_, nullptr)->members = std::get<json::object>(builder_.take().data);
    } else if (payload_ && depth_ == 1) {
      payload_ = false;
      read_.payload_text = text_.substr(payload_at_, end - payload_at_);
    }
  }

  void restart() override { *this = reader(text_); }

  envelope take() { return std::move(read_); }

private:
  template <std::size_t N>
  member* find(const std::array<name, N>& names, std::string_view k) {
    for (const auto& [text, where] : names)
      if (text == k)
        return &(read_.*where);
    return nullptr;
  }

  void envelope_key(std::string_view k) {
    next_ = find(in_envelope, k);
    if (next_ != nullptr && next_->is != kind::absent)
      read_.repeated = next_ == &read_.type ? "type" : next_ == &read_.id ? "id" : "payload";
  }

  /// Of a value: the member it is of, where that has a name. Of equal keys the last wins.
  member* note(kind k) {
    auto* named = std::exchange(next_, nullptr);
    if (named != nullptr)
      *named = {k, {}, {}};
    return named;
  }

  void enter(member& named, std::size_t at) {
    if (&named == &read_.payload) {
      payload_ = true;
      payload_at_ = at;
    } else {
      built_ = &named;
      builder_.open(json::bracket::brace, at);
    }
  }

  std::string_view text_;
  envelope read_;
  json::builder builder_;
  member* next_ = nullptr;  ///< whose value comes next
  member* built_ = nullptr; ///< whose object is being built
  std::size_t depth_ = 0;
  bool payload_ = false; ///< whether we are inside the payload
  std::size_t payload_at_ = 0;
};

} // namespace

std::variant<envelope, json::error> read_envelope(std::string_view text, const json::limits& limits) {
  reader r(text);
  if (auto refused = json::scan(text, limits, r))
    return std::move(*refused);
  return r.take();
}

} // namespace mitos::proto
