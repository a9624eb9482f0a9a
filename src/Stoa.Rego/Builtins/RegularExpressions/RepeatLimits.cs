namespace Stoa.Rego.Builtins;

/// <summary>Keeps nested repetitions from multiplying beyond what one repetition may be.</summary>
internal static class RepeatLimits
{
    public static bool Allow(RegexNode node, int limit)
    {
        switch (node)
        {
            case RegexNode.Repeat { Max: 0 }:
                return true;
            case RegexNode.Repeat repeat:
                var count = repeat.Max ?? repeat.Min;
                return count <= limit && Allow(repeat.Part, count > 0 ? limit / count : limit);
            case RegexNode.Sequence sequence:
                return sequence.Parts.All(part => Allow(part, limit));
            case RegexNode.Choice choice:
                return choice.Choices.All(part => Allow(part, limit));
            case RegexNode.Capture capture:
                return Allow(capture.Part, limit);
            default:
                return true;
        }
    }
}
