using Stoa.Rego.Builtins;
using Stoa.Rego.Compilation.Planning;

namespace Stoa.Rego.Compilation.Checks;

/// <summary>Finds what can never hold because of kinds of value that are plain from the source.</summary>
internal sealed class TypeCheck(TypeInference types, ErrorList errors, bool isQuery)
{
    public void Check(LoweredBranch branch)
    {
        Check(branch.Rule.Body);
        foreach (var term in branch.Rule.Suffix.Concat(new[] { branch.Rule.Key, branch.Rule.Value }.OfType<CoreTerm>()))
        {
            CheckTerm(term, term.Location);
        }
    }

    public void Check(CoreBody body)
    {
        foreach (var statement in body.Statements)
        {
            CheckStatement(statement, statement.Location);
        }
    }

    private void CheckStatement(CoreStatement statement, SourceLocation place)
    {
        var before = errors.Count;
        foreach (var term in Variables.TermsOf(statement))
        {
            CheckTerm(term, place, isOutermost: true);
        }

        if (errors.Count == before)
        {
            CheckEquality(statement, place);
        }

        if (statement is CoreEvery every)
        {
            Check(every.Body);
        }
    }

    private void CheckEquality(CoreStatement statement, SourceLocation place)
    {
        switch (statement)
        {
            case CoreNot not:
                CheckEquality(not.Statement, place);
                break;
            case CoreUnify unify:
                CheckEqual(unify.Left, unify.Right, place);
                break;
            case CoreHolds { Term: CoreBuiltinCall { Builtin.Name: "equal" } equal } when !isQuery:
                CheckEqual(equal.Arguments[0], equal.Arguments[1], place);
                break;
        }
    }

    private void CheckEqual(CoreTerm left, CoreTerm right, SourceLocation place)
    {
        if (!types.MayEqual(left, right))
        {
            errors.Add(
                RegoErrorCodes.Type,
                place,
                "match error",
                $"The left side is {OperandTypes.Describe(types.Of(left))}, the right side {OperandTypes.Describe(types.Of(right))}: they are never equal.");
        }
    }

    private void CheckTerm(CoreTerm term, SourceLocation place, bool isOutermost = false)
    {
        switch (term)
        {
            case CoreReference reference:
                CheckReference(reference);
                break;
            case CoreBuiltinCall call:
                CheckCall(call, isOutermost ? place : call.Location);
                break;
            case CoreComprehension comprehension:
                Check(comprehension.Body);
                CheckTerm(comprehension.Value, place);
                if (comprehension.Key is not null)
                {
                    CheckTerm(comprehension.Key, place);
                }

                break;
        }

        foreach (var part in Variables.PartsOf(term))
        {
            CheckTerm(part, place);
        }
    }

    private void CheckCall(CoreBuiltinCall call, SourceLocation place)
    {
        var declared = call.Builtin.Operands;
        for (var i = 0; i < declared.Count; i++)
        {
            var found = types.Of(call.Arguments[i]);
            if ((found & declared[i]) == RegoTypes.None)
            {
                errors.Add(
                    RegoErrorCodes.Type,
                    place,
                    $"{call.Builtin.Name}: invalid argument(s)",
                    $"Operand {i + 1} must be {OperandTypes.Describe(declared[i])} but is {OperandTypes.Describe(found)}.");
                return;
            }
        }
    }

    private void CheckReference(CoreReference reference)
    {
        if (reference.Head is CoreData)
        {
            CheckData(reference);
        }
        else if ((types.Of(reference.Head) & RegoTypes.Collection) == RegoTypes.None)
        {
            Undefined(reference, $"A value that is {OperandTypes.Describe(types.Of(reference.Head))} has nothing within.");
        }
    }

    private void CheckData(CoreReference reference)
    {
        if (types.Document(reference) is not var (node, used))
        {
            return;
        }

        if (node.IsFunction)
        {
            Undefined(reference, $"{node.Name} is a function: call it.");
        }
        else if (used < reference.Keys.Count && (types.OfDocument(node) & RegoTypes.Collection) == RegoTypes.None)
        {
            Undefined(reference, $"{node.Name} is {OperandTypes.Describe(types.OfDocument(node))} and has nothing within.");
        }
    }

    private void Undefined(CoreReference reference, string hint) =>
        errors.Add(RegoErrorCodes.Type, reference.Location, $"undefined ref: {TermText.Of(reference)}", hint);
}
