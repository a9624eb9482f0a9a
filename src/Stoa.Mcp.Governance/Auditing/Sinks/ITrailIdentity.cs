namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>Which trail a sink is given entries of.</summary>
public interface ITrailIdentity
{
    /// <summary>Names the trail: 32 hex digits, random, the same as long as its folder lives. Entries of all instances of a server are told apart by it and <c>seq</c>.</summary>
    /// <exception cref="IOException">The folder can neither be read nor written.</exception>
    string Trail { get; }
}
