using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Adding, changing and deleting shared budgets. The numbers of their refusals are not in our contract.</summary>
internal sealed class BudgetWrites(Accounts accounts, CampaignWorld world)
{
    private const int Most = 100;
    private const string TooMany = "CampaignServiceBudgetsArrayExceedsLimit";

    public static readonly Refusal Unknown = new(1160, "CampaignServiceInvalidBudgetId", "The budget ID is invalid.", "BudgetId");

    private static readonly Refusal Invalid = new(1161, "CampaignServiceInvalidBudget", "The name or the amount of the budget is invalid, or the name is taken.");

    public JsonNode Add(Call call)
    {
        var tree = accounts.Writable(call);
        lock (tree.Gate)
        {
            var batch = Batch.Run(Accounts.List(call.Objects("Budgets"), Most, 1162, TooMany), item => Add(tree, item, Accounts.Moment(tree, call), Ids.FirstAddedBudget - 1 + world.Next()));
            return new JsonObject { ["BudgetIds"] = batch.Ids, ["PartialErrors"] = batch.PartialErrors };
        }
    }

    public JsonNode Update(Call call)
    {
        var tree = accounts.Writable(call);
        lock (tree.Gate)
        {
            var batch = Batch.Run(Accounts.List(call.Objects("Budgets"), Most, 1162, TooMany), item => Update(tree, item, Accounts.Moment(tree, call)));
            return new JsonObject { ["PartialErrors"] = batch.PartialErrors };
        }
    }

    /// <summary>A budget that campaigns draw on cannot go.</summary>
    public JsonNode Delete(Call call)
    {
        var tree = accounts.Writable(call);
        lock (tree.Gate)
        {
            var batch = Batch.Run(Accounts.List(call.Longs("BudgetIds"), Most, 1162, TooMany), id => Delete(tree, id, Accounts.Moment(tree, call)));
            return new JsonObject { ["PartialErrors"] = batch.PartialErrors };
        }
    }

    public static Outcome Add(AccountTree tree, JsonObject item, Moment at, long id)
    {
        if (item.Text("Name") is not { } name || item.Number("Amount") is not { } amount || !Fits(tree, name, amount, except: null))
        {
            return Invalid;
        }

        tree.Add(new SharedBudget(id, name.Trim(), amount) { BudgetType = item.Text("BudgetType") ?? "DailyBudgetStandard", Modified = at.Now });
        return id;
    }

    public static Outcome Update(AccountTree tree, JsonObject item, Moment at)
    {
        if (tree.Budget(item.Long("Id") ?? 0) is not { } budget)
        {
            return Unknown;
        }

        if (!Fits(tree, item.Text("Name") ?? budget.Name, item.Number("Amount") ?? budget.Amount, budget))
        {
            return Invalid;
        }

        budget.Modified = at.Now;
        budget.Name = item.Text("Name")?.Trim() ?? budget.Name;
        budget.Amount = item.Number("Amount") ?? budget.Amount;
        budget.BudgetType = item.Text("BudgetType") ?? budget.BudgetType;
        return budget.Id;
    }

    public static Outcome Delete(AccountTree tree, long id, Moment at)
    {
        if (tree.Budget(id) is not { } budget)
        {
            return Unknown;
        }

        if (tree.AssociationCount(budget) > 0)
        {
            return new Refusal(1163, "CampaignServiceBudgetIsInUse", "Campaigns draw on this budget.", "BudgetId");
        }

        budget.Modified = at.Now;
        tree.Remove(budget);
        return id;
    }

    private static bool Fits(AccountTree tree, string name, decimal amount, SharedBudget? except) =>
        name.Trim() is { Length: > 0 and <= 255 } && amount >= tree.Currency.LowestBid
        && !tree.Budgets.Any(other => other != except && string.Equals(other.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));
}
