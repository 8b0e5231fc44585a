/// The wire of the product, over a loopback socket.
#pragma once

#include "net/stream.hpp"
#include "tests/contract/wire_fixture.hpp"

#include <functional>
#include <memory>

namespace mitos::tests {

/// Puts itself between a session and its socket.
using stream_wrapper = std::function<std::unique_ptr<net::stream>(std::unique_ptr<net::stream>)>;

std::unique_ptr<wire_fixture> make_loopback_wire(const stream_wrapper& wrap = {});

} // namespace mitos::tests
