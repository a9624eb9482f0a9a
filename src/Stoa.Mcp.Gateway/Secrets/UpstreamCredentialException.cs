namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>What an upstream is to be shown cannot be had. The message is for the operator, and holds no secret; callers are told no more than that.</summary>
internal sealed class UpstreamCredentialException(string message, Exception? cause = null) : Exception(message, cause);
