/// A store that is watched: an executor of the host's own. Its language is no GraphQL: "get KEY", "set KEY
/// VALUE" and "watch KEY" stand where a query would.
#pragma once

#include <mitos/actors/executor.hpp>

#include <caf/event_based_actor.hpp>

#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

namespace store {

namespace actors = mitos::actors;
namespace json = mitos::proto::json;

class executor : public caf::event_based_actor {
public:
  using event_based_actor::event_based_actor;

  caf::behavior make_behavior() override {
    return {
        [this](const actors::start_operation& order) {
          start({sender(), order.number}, order);
        },
        [this](const actors::operation_demand& more) {
          if (auto found = watches_.find({sender(), more.number}); found != watches_.end()) {
            found->second.demand += more.results;
            tell(*found);
          }
        },
        [this](const actors::cancel_operation& order) {
          watches_.erase({sender(), order.number});
        },
    };
  }

private:
  /// An operation is known by who asked and its number.
  using operation = std::pair<caf::actor, actors::operation_number>;
  struct watch {
    std::string key;
    std::size_t demand = 0;
    bool is_behind = true;
  };

  caf::actor sender() { return caf::actor_cast<caf::actor>(current_sender()); }

  void start(const operation& who, const actors::start_operation& order) {
    std::istringstream words(order.request->query);
    std::string verb;
    std::string key;
    std::string value;
    words >> verb >> key;
    std::getline(words >> std::ws, value);
    if (verb == "watch" && !key.empty())
      return tell(*watches_.emplace(who, watch{key, order.demand}).first);
    if (verb == "set" && !key.empty())
      set(key, value);
    else if (verb != "get" || key.empty())
      return refuse(who, "Expected get KEY, set KEY VALUE or watch KEY.");
    next(who, key);
    send(who.first, actors::operation_completed{who.second});
  }

  void set(const std::string& key, const std::string& value) {
    values_[key] = value;
    for (auto& one : watches_)
      if (one.second.key == key) {
        one.second.is_behind = true;
        tell(one);
      }
  }

  /// The latest value, unless it is known, or the client takes no more for now.
  void tell(std::pair<const operation, watch>& one) {
    auto& [key, demand, is_behind] = one.second;
    if (!is_behind || demand == 0 || values_.count(key) == 0)
      return;
    is_behind = false;
    --demand;
    next(one.first, key);
  }

  void next(const operation& to, const std::string& key) {
    const auto found = values_.find(key);
    json::object data({{key, found == values_.end() ? json::value() : json::value(found->second)}});
    send(to.first, actors::operation_next{to.second, text_of(json::object({{"data", std::move(data)}}))});
  }

  void refuse(const operation& who, const char* why) {
    send(who.first,
         actors::operation_failed{who.second, text_of(json::array{json::object({{"message", why}})})});
  }

  static std::shared_ptr<const std::string> text_of(const json::value& value) {
    return std::make_shared<const std::string>(json::to_text(value));
  }

  std::map<std::string, std::string> values_;
  std::map<operation, watch> watches_;
};

} // namespace store
