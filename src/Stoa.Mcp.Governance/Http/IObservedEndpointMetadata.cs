namespace Stoa.Mcp.Governance.Http;

/// <summary>Marks an endpoint of a shadow, which enforces nothing: the HTTP edge leaves its requests alone.</summary>
internal interface IObservedEndpointMetadata;
