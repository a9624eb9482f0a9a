namespace Stoa.Rego.Syntax;

/// <summary>Why a token is illegal, and at which position of the text.</summary>
internal sealed record ScanFailure(int Position, string Message, string? Hint);
