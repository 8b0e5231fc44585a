#include "proto/next_encoder.hpp"

namespace mitos::proto {

next_encoder::next_encoder(std::string& memory, dialect d, std::string_view id) : text_(memory) {
  text_.clear();
  encode_next(text_, d, id, {});
  head_ = text_.size() - 1; // the brace comes behind the payload
}

std::string_view next_encoder::encode(std::string_view payload) {
  text_.resize(head_);
  text_ += payload;
  text_ += '}';
  return text_;
}

} // namespace mitos::proto
