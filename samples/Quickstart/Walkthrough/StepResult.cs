namespace Quickstart.Walkthrough;

/// <summary>What came of a step.</summary>
internal sealed record StepResult(Step Step, Observed Observed, IReadOnlyList<DecisionRecord> Records)
{
    public bool AnswerAgrees => Observed.Answer == Step.Expected;

    public bool RecordsAgree => Records.Select(record => record.Summary).SequenceEqual(Step.Records);

    public bool Agrees => AnswerAgrees && RecordsAgree;
}
