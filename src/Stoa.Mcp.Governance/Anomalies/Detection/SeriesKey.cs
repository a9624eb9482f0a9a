namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>What is counted apart. <see cref="Tool"/> is empty for what is no call of a tool that exists.</summary>
internal readonly record struct SeriesKey(string Tenant, string Agent, string Operation, string Tool);
