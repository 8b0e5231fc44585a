#include "net/log.hpp"
#include "net/node.hpp"
#include "net/server.hpp"
#include "net/service_manager.hpp"
#include "net/signals.hpp"
#include "net/tls.hpp"

#include <spdlog/logger.h>

#include <system_error>
#include <thread>

namespace mitos::net {
namespace {

/// Ends in peace, or at a second signal.
int drain(node& running, signals& heard, spdlog::logger& log) {
  std::size_t left = 0;
  std::thread draining([&] {
    left = running.drain();
    heard.wake();
  });
  const bool in_peace = heard.wait() == 0;
  if (!in_peace) {
    heard.let_through(); // a third one ends what does not end
    running.stop();      // drain returns
  }
  draining.join();
  if (!in_peace)
    log.warn("a second signal: ended at once");
  else if (left > 0)
    log.warn("drained: {} connections did not go in time", left);
  else
    log.info("drained");
  return in_peace ? clean_exit : runtime_failure;
}

int serve(const node_options& options, signals& heard, const std::shared_ptr<spdlog::logger>& log) {
  node running(options, log);
  running.start();
  say_ready(running.endpoint());
  heard.wait();
  say_stopping(options.drain);
  return drain(running, heard, *log);
}

int code_of(const std::error_code& fault) {
  if (fault == std::errc::address_in_use)
    return address_taken;
  return fault == std::errc::address_not_available ? misconfigured : runtime_failure;
}

} // namespace

int run_node(const node_options& options) {
  const auto log = make_log(options.log_level);
  try {
    signals heard;
    return serve(options, heard, log);
  } catch (const configuration_error& fault) {
    log->error("{}", fault.what());
    return misconfigured;
  } catch (const tls_error& fault) {
    log->error("{}", fault.what());
    return misconfigured;
  } catch (const std::system_error& fault) {
    log->error("{}", fault.what());
    return code_of(fault.code());
  }
}

} // namespace mitos::net
