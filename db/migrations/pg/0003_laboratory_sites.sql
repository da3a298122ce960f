DROP INDEX "lab_mapping_name_once";--> statement-breakpoint
DROP INDEX "laboratory_code_once";--> statement-breakpoint
ALTER TABLE "lab_mapping" ADD COLUMN "site_id" text;--> statement-breakpoint
ALTER TABLE "lab_mapping" ADD CONSTRAINT "lab_mapping_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "lab_mapping_name_once" ON "lab_mapping" USING btree ("laboratory_id","site_id","source_name","source_unit");--> statement-breakpoint
CREATE UNIQUE INDEX "laboratory_code_once" ON "laboratory" USING btree ("study_id","site_id","code");--> statement-breakpoint
UPDATE "lab_mapping" SET "site_id" = (SELECT "site_id" FROM "laboratory" WHERE "laboratory"."id" = "lab_mapping"."laboratory_id");