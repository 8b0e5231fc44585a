/// An order of events as a list of choices, and as the text that replays it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::test_kit {

/// What was chosen wherever more than one thing could happen next, by its position among them. The first, 0,
/// is what a world that is not explored does; it is meant wherever the list says nothing.
using order = std::vector<std::uint32_t>;

/// How many choices an order may have.
inline constexpr std::size_t max_choices = 1'000'000;

/// "k1:" and the choices with points between them; "0*7" stands for seven times 0. What is left out at the
/// end is 0.
std::string to_text(const order& choices);

/// Throws std::invalid_argument that says why where `text` is no such order.
order parse_order(std::string_view text);

/// Without the zeros at its end.
order trimmed(order choices);

} // namespace mitos::test_kit
