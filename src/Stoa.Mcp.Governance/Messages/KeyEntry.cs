namespace Stoa.Mcp.Governance.Messages;

/// <summary>One key of an object that is still open.</summary>
/// <param name="Start">Where its text starts in the body, after the quote.</param>
/// <param name="Length">Bytes up to the closing quote.</param>
/// <param name="Escaped">Whether the text holds escapes.</param>
/// <param name="Plain">Whether the text is ASCII without escapes, so that its bytes are its characters.</param>
internal readonly record struct KeyEntry(int Start, int Length, bool Escaped, bool Plain);
