namespace Stoa.Rego.Builtins;

/// <summary>What can be told of an expression without running it.</summary>
internal static class RegexFacts
{
    /// <summary>Whether the empty text may match.</summary>
    public static bool MayBeEmpty(RegexNode node) => node switch
    {
        RegexNode.One => false,
        RegexNode.Sequence sequence => sequence.Parts.All(MayBeEmpty),
        RegexNode.Choice choice => choice.Choices.Any(MayBeEmpty),
        RegexNode.Capture capture => MayBeEmpty(capture.Part),
        RegexNode.Repeat repeat => repeat.Min == 0 || MayBeEmpty(repeat.Part),
        _ => true,
    };

    /// <summary>Whether it begins with the start of the text, whatever follows.</summary>
    public static bool IsAnchored(RegexNode node) => node switch
    {
        RegexNode.Assertion assertion => assertion.Kind == RegexAssertion.TextStart,
        RegexNode.Sequence sequence => sequence.Parts.Count > 0 && IsAnchored(sequence.Parts[0]),
        RegexNode.Choice choice => choice.Choices.All(IsAnchored),
        RegexNode.Capture capture => IsAnchored(capture.Part),
        RegexNode.Repeat repeat => repeat.Min > 0 && IsAnchored(repeat.Part),
        _ => false,
    };
}
