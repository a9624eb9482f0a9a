namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>An expression that cannot be read, or that gives no value.</summary>
/// <param name="message">What is wrong, for the operator.</param>
/// <param name="isFinal">Whether no other operand can make up for it, as none can for a budget that is spent.</param>
internal sealed class CelFault(string message, bool isFinal = false) : Exception(message)
{
    public bool IsFinal => isFinal;
}
