namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

/// <summary>Tests that run alone: instruments are found by their meter's name in the whole process, those of other tests' hosts as well.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
