package dev.parley.runtime.cli.bench;

import picocli.CommandLine.Command;

/// `parley bench …`.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure this build on this machine.",
    subcommands = {BenchText.class, BenchCalls.class, BenchDeliveries.class, BenchRisk.class})
public final class BenchCommand {}
