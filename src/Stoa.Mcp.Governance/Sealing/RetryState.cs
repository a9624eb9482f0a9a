namespace Stoa.Mcp.Governance.Sealing;

/// <summary>What an opened seal holds.</summary>
/// <param name="Inner">The app's own state, or null where it gave none.</param>
/// <param name="Round">Which round ended with this seal; 1 for the first.</param>
internal sealed record RetryState(string? Inner, int Round);
