using System.Text;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>The last line of a chain: what the next one continues.</summary>
/// <param name="Sequence">Its <c>seq</c>; 0 before the first line.</param>
/// <param name="Hash">Its <c>hash</c>, 64 hex digits in ASCII; zeros before the first line.</param>
internal sealed record ChainHead(long Sequence, byte[] Hash)
{
    /// <summary>Before the first line of all.</summary>
    public static ChainHead Start { get; } = new(0, Encoding.ASCII.GetBytes(new string('0', ChainLine.HashDigits)));
}
