/// Prepared documents by their text: parsed and validated once while they are in use.
#pragma once

#include "proto/graphql/engine.hpp"

#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

namespace mitos::actors {

/// Keeps the documents used last, up to a number and a sum of bytes of text; errors are not kept.
class document_cache {
public:
  struct limits {
    std::size_t documents = 1024;
    std::size_t bytes = std::size_t{4} * 1024 * 1024;
  };

  document_cache(proto::graphql::shared_schema schema, const proto::graphql::limits& of_each)
      : schema_(std::move(schema)),
        of_each_(of_each) {}

  std::variant<proto::graphql::shared_document, proto::graphql::errors> prepare(const std::string& text);

private:
  struct entry {
    std::string text;
    proto::graphql::shared_document document;
  };

  void keep(const std::string& text, const proto::graphql::shared_document& document);
  void drop_last();

  proto::graphql::shared_schema schema_;
  proto::graphql::limits of_each_;
  limits limits_;
  std::list<entry> entries_; ///< the one used last in front
  std::unordered_map<std::string_view, std::list<entry>::iterator> by_text_;
  std::size_t bytes_ = 0;
};

} // namespace mitos::actors
