namespace Stoa.Mcp.Governance.Http;

/// <summary>Marks an endpoint that carries MCP messages, for hosts other than <c>MapMcp</c>: <c>.WithMetadata(…)</c> of an implementation has it governed.</summary>
public interface IGovernedEndpointMetadata;
