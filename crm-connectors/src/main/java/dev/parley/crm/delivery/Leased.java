package dev.parley.crm.delivery;

import dev.parley.crm.DeliveryRequest;
import java.time.Instant;

/// A delivery this node holds for one attempt.
///
/// @param failuresBefore attempts before this one that count against the schedule
/// @param dueAt when the attempt was due
record Leased(DeliveryRequest request, int failuresBefore, Instant dueAt, Instant giveUpAt) {}
