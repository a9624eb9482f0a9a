namespace Stoa.Mcp.Governance.Authorization;

/// <summary>A policy gave no usable answer: it failed, took too long, or answered in a form that means nothing. The call is denied.</summary>
/// <param name="message">What is wrong, for the operator.</param>
/// <param name="cause">What failed.</param>
internal sealed class PolicyFault(string message, Exception? cause = null) : Exception(message, cause);
