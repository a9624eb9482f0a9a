namespace Stoa.Mcp.Governance.Messages;

/// <summary>An object or array that is open while a message is scanned.</summary>
/// <param name="Start">Where it starts in the body.</param>
/// <param name="FirstKey">Where its keys start in the <see cref="KeyTable"/>.</param>
/// <param name="Field">What it is the value of.</param>
/// <param name="Level">How its keys are taken.</param>
internal readonly record struct MessageFrame(int Start, int FirstKey, MessageField Field, MessageLevel Level);
