#include "actors/document_cache.hpp"

namespace mitos::actors {

namespace graphql = proto::graphql;

std::variant<graphql::shared_document, graphql::errors> document_cache::prepare(const std::string& text) {
  if (auto found = by_text_.find(text); found != by_text_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return entries_.front().document;
  }
  auto prepared = graphql::prepare(schema_, text, of_each_);
  if (auto* document = std::get_if<graphql::shared_document>(&prepared))
    keep(text, *document);
  return prepared;
}

void document_cache::keep(const std::string& text, const graphql::shared_document& document) {
  if (text.size() > limits_.bytes || limits_.documents == 0)
    return;
  while (!entries_.empty() && (entries_.size() >= limits_.documents || bytes_ + text.size() > limits_.bytes))
    drop_last();
  entries_.push_front({text, document});
  by_text_.emplace(entries_.front().text, entries_.begin());
  bytes_ += text.size();
}

void document_cache::drop_last() {
  bytes_ -= entries_.back().text.size();
  by_text_.erase(entries_.back().text);
  entries_.pop_back();
}

} // namespace mitos::actors
