/// Prices: a stream of the host's own, with demand. A client that is behind gets the latest price, and misses
/// others.
#pragma once

#include <mitos/actors/served_schema.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace prices {

namespace actors = mitos::actors;
namespace graphql = mitos::proto::graphql;
namespace json = mitos::proto::json;

inline constexpr const char* sdl = R"(
  type Query { price(symbol: String!): Float }
  type Subscription { price(symbol: String!): Float! }
)";

/// Quotes come from any thread, and so do the questions of clients.
class exchange {
public:
  void quote(const std::string& symbol, double price) {
    const std::lock_guard lock(mutex_);
    auto& [latest, followers] = listings_[symbol];
    latest = price;
    std::erase_if(followers, [](auto& one) { return one->stream.is_over(); });
    for (auto& one : followers)
      one->is_behind = !one->stream.push(json::value::of(price)); // false where its client asked for no more
  }

  std::optional<double> price(const std::string& symbol) {
    const std::lock_guard lock(mutex_);
    const auto found = listings_.find(symbol); // a question makes no listing
    return found == listings_.end() ? std::nullopt : found->second.latest;
  }

  /// How many are quoted or followed.
  std::size_t symbols() {
    const std::lock_guard lock(mutex_);
    return listings_.size();
  }

  void follow(const std::string& symbol, actors::event_stream stream) {
    auto one = std::make_shared<follower>(follower{stream});
    {
      const std::lock_guard lock(mutex_);
      listings_[symbol].followers.push_back(one);
    }
    stream.when_asked([this, symbol, one] { catch_up(symbol, *one); });
    stream.when_cancelled([this, symbol] { left(symbol); });
  }

private:
  struct follower {
    actors::event_stream stream;
    bool is_behind = true;
  };
  struct listing {
    std::optional<double> latest;
    std::vector<std::shared_ptr<follower>> followers;
  };

  void catch_up(const std::string& symbol, follower& one) {
    const std::lock_guard lock(mutex_);
    const auto found = listings_.find(symbol);
    if (found != listings_.end() && found->second.latest && one.is_behind)
      one.is_behind = !one.stream.push(json::value::of(*found->second.latest));
  }

  /// Clients may name anything: what was never quoted is forgotten with its last follower.
  void left(const std::string& symbol) {
    const std::lock_guard lock(mutex_);
    const auto found = listings_.find(symbol);
    if (found == listings_.end())
      return;
    auto& [latest, followers] = found->second;
    std::erase_if(followers, [](auto& one) { return one->stream.is_over(); });
    if (!latest && followers.empty())
      listings_.erase(found);
  }

  std::mutex mutex_;
  std::map<std::string, listing> listings_;
};

inline actors::served_schema make_schema(std::shared_ptr<exchange> from) {
  auto price = [from](const graphql::field_call& call) -> graphql::resolved {
    const auto known = from->price(call.arguments.at("symbol").text());
    return known ? json::value::of(*known) : json::value();
  };
  auto follow = [from](const actors::source_call& call) {
    return actors::stream_source{[from, symbol = call.arguments.at("symbol").text()](
                                     actors::event_stream to) { from->follow(symbol, std::move(to)); }};
  };
  return actors::make_schema(
      {.sdl = sdl, .resolvers = {{"Query.price", price}}, .sources = {{"price", follow}}});
}

} // namespace prices
