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
}
